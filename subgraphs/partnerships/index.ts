import { serveSubgraph } from '../../shared/subgraph-server.ts';
import { partnerships } from './schema.ts';

await serveSubgraph(partnerships);
