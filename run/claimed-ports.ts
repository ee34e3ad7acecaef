import { type Config, SUBGRAPHS } from '../shared/config.ts';
import type { PortClaim } from './ports.ts';

export function gatewayPorts({ host, port, managementPort }: Config): PortClaim[] {
  return [
    { host, port, who: 'the gateway', variable: 'PORT' },
    { host, port: managementPort, who: 'the health page', variable: 'MANAGEMENT_PORT' },
  ];
}

export function subgraphPorts({ host, subgraphs }: Config): PortClaim[] {
  return SUBGRAPHS.map((name) => ({
    host,
    port: subgraphs[name].port,
    who: `the ${name} subgraph`,
    variable: `${name.toUpperCase()}_PORT`,
  }));
}
