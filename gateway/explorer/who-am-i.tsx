import type { Fetcher } from '@graphiql/toolkit';
import { useEffect, useState } from 'react';
import type { ExplorerClient } from './client.ts';

const ME = '{ me { clientId role organisation { name type } } }';

interface Me {
  readonly clientId: string;
  readonly role: string;
  readonly organisation: { readonly name: string; readonly type: string } | null;
}

type Answer = { readonly me: Me } | { readonly refusal: string } | null;

/** Says who the API takes us for: its own answer to `me`, not what the menu believes. */
export function WhoAmI({ client, fetcher }: { client: ExplorerClient | null; fetcher: Fetcher }) {
  const [answer, setAnswer] = useState<Answer>(null);

  useEffect(() => {
    let wanted = true;
    setAnswer(null);
    if (client) askMe(fetcher).then((heard) => wanted && setAnswer(heard));
    return () => {
      wanted = false;
    };
  }, [client, fetcher]);

  if (!client) return <p className="who">Asking as the public</p>;
  if (!answer) return <p className="who">Signing in…</p>;
  if ('refusal' in answer) {
    return (
      <p className="who" role="alert">
        {answer.refusal}
      </p>
    );
  }
  const { organisation, role, clientId } = answer.me;
  return (
    <p className="who" role="status">
      <strong>{organisation?.name ?? clientId}</strong>
      <span>
        {organisation && `${organisation.type} · `}
        {role}
      </span>
    </p>
  );
}

async function askMe(fetcher: Fetcher): Promise<Answer> {
  try {
    const { data, errors } = (await fetcher({ query: ME })) as {
      data?: { me: Me | null } | null;
      errors?: { message: string }[];
    };
    return data?.me
      ? { me: data.me }
      : { refusal: errors?.[0]?.message ?? 'The API does not know this client.' };
  } catch (error) {
    return { refusal: error instanceof Error ? error.message : String(error) };
  }
}
