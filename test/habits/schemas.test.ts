import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { projectFolder } from '../../shared/project-folder.ts';

test('the committed schemas and the supergraph are what the code emits', () => {
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'run/schema.ts', '--check'], {
    cwd: projectFolder,
    env: { ...process.env, NODE_OPTIONS: '' },
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
