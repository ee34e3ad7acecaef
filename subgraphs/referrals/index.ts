import { serveSubgraph } from '../../shared/subgraph-server.ts';
import { referrals } from './schema.ts';

await serveSubgraph(referrals);
