import { serveSubgraph } from '../../shared/subgraph-server.ts';
import { access } from './schema.ts';

await serveSubgraph(access);
