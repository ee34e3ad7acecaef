import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from '@jest/globals';
import { checkPorts, freePort } from '../../run/ports.ts';

const gateway = (port: number) => ({ port, host: '127.0.0.1', who: 'the gateway', variable: 'PORT' });

test('a taken port is named, with who needs it and the variable that chooses another', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await expect(checkPorts([gateway(port)])).rejects.toThrow(
    new RegExp(
      `^Port ${port} is taken, and the gateway needs it; choose another with PORT, for example PORT=`,
    ),
  );
  server.close();
});

test('a free port is left free', async () => {
  const port = await freePort();
  await checkPorts([gateway(port)]);
  await checkPorts([gateway(port)]);
});
