import type { ExplorerClient } from './client.ts';

interface OrganisationMenuProps {
  readonly clients: readonly ExplorerClient[];
  readonly client: ExplorerClient | null;
  readonly purpose: string | null;
  readonly onChange: (client: ExplorerClient | null, purpose: string | null) => void;
}

/** Who is asking, and what for. No purpose is chosen beforehand: to declare one is a decision. */
export function OrganisationMenu({ clients, client, purpose, onChange }: OrganisationMenuProps) {
  const organisations = Map.groupBy(clients, ({ organisation }) => organisation);
  const choose = (clientId: string) =>
    onChange(clients.find((one) => one.clientId === clientId) ?? null, purpose);
  return (
    <>
      <label>
        Ask as
        <select value={client?.clientId ?? ''} onChange={(event) => choose(event.target.value)}>
          <option value="">No token (public)</option>
          {[...organisations].map(([organisation, members]) => (
            <optgroup key={organisation} label={organisation}>
              {members.map(({ clientId, role }) => (
                <option key={clientId} value={clientId}>
                  {clientId} · {role.replaceAll('_', ' ')}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      <label>
        Purpose of use
        <select
          value={purpose ?? ''}
          disabled={!client?.purposes.length}
          onChange={(event) => onChange(client, event.target.value || null)}
        >
          <option value="">not declared</option>
          {client?.purposes.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
    </>
  );
}
