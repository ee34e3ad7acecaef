import { GraphiQL } from 'graphiql';
import { useEffect, useMemo, useState } from 'react';
import type { ExplorerClient } from './client.ts';
import type { Example } from './example.ts';
import { EXAMPLES } from './examples.ts';
import { ExamplesMenu } from './examples-menu.tsx';
import { createFetcher } from './graphql.ts';
import icon from './icon.svg';
import { OrganisationMenu } from './organisation-menu.tsx';
import { Session } from './session.ts';
import { WhoAmI } from './who-am-i.tsx';

const FIRST_TAB = [{ query: EXAMPLES[0].query }];
/** The bar already says where one is, so GraphiQL's own logo has nothing to add. */
const NO_LOGO = <GraphiQL.Logo> </GraphiQL.Logo>;

/** The page: a bar that says who is asking, and GraphiQL below it. */
export function Explorer() {
  const session = useMemo(() => new Session(), []);
  const fetcher = useMemo(() => createFetcher(session), [session]);
  const [clients, setClients] = useState<readonly ExplorerClient[]>([]);
  const [client, setClient] = useState<ExplorerClient | null>(null);
  const [purpose, setPurpose] = useState<string | null>(null);
  const [examplesPlace, setExamplesPlace] = useState<HTMLElement | null>(null);

  useEffect(() => {
    fetchClients().then(setClients, () => setClients([]));
  }, []);

  function ask(as: ExplorerClient | null, wanted: string | null) {
    session.client = as;
    session.purpose = wanted && as?.purposes.includes(wanted) ? wanted : null;
    setClient(session.client);
    setPurpose(session.purpose);
  }

  function signInFor(example: Example) {
    ask(clients.find(({ clientId }) => clientId === example.client) ?? null, example.purpose);
  }

  return (
    <>
      <header className="bar">
        <h1>
          <img src={icon} alt="" />
          Accord explorer
        </h1>
        <div ref={setExamplesPlace} />
        {clients.length > 0 && (
          <OrganisationMenu clients={clients} client={client} purpose={purpose} onChange={ask} />
        )}
        <WhoAmI client={client} fetcher={fetcher} />
        {clients.length > 0 && <p className="sandbox">Sandbox: fictional data</p>}
      </header>
      <main>
        {/* What one types may be about a person: it ends with the browser tab, so sessionStorage and not localStorage. */}
        <GraphiQL
          fetcher={fetcher}
          defaultTabs={FIRST_TAB}
          defaultEditorToolsVisibility="variables"
          forcedTheme="light"
          storage={sessionStorage}
        >
          {NO_LOGO}
          <ExamplesMenu place={examplesPlace} onChoose={signInFor} />
        </GraphiQL>
      </main>
    </>
  );
}

/** Outside the sandbox the list is empty, and one signs in by an Authorization header of one's own. */
async function fetchClients(): Promise<ExplorerClient[]> {
  const response = await fetch('/explorer/clients.json');
  return response.ok ? response.json() : [];
}
