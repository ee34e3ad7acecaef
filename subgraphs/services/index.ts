import { serveSubgraph } from '../../shared/subgraph-server.ts';
import { services } from './schema.ts';

await serveSubgraph(services);
