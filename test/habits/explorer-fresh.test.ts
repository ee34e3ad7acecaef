import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { projectFolder } from '../../shared/project-folder.ts';

const rebuilt = mkdtempSync(join(tmpdir(), 'accord-explorer-'));

afterAll(() => rmSync(rebuilt, { recursive: true, force: true }));

test('the committed explorer is what its sources build, byte for byte', () => {
  const vite = join(projectFolder, 'node_modules/vite/bin/vite.js');
  const config = join(projectFolder, 'gateway/explorer/vite.config.ts');
  execFileSync(
    process.execPath,
    [vite, 'build', '--config', config, '--outDir', rebuilt, '--logLevel', 'error'],
    {
      cwd: projectFolder,
      env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '' },
    },
  );
  const committed = join(projectFolder, 'gateway/explorer/dist');
  const files = filesIn(rebuilt);
  expect(filesIn(committed)).toEqual(files);
  const stale = files.filter(
    (file) => !readFileSync(join(committed, file)).equals(readFileSync(join(rebuilt, file))),
  );
  expect(stale).toEqual([]);
}, 120_000);

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
