import { defineConfig } from 'vite';

/** File names carry no hash, so that the committed `dist` changes only where the explorer does. */
const steadyNames = (folder: string) => ({
  entryFileNames: `${folder}[name].js`,
  chunkFileNames: `${folder}[name].js`,
  assetFileNames: `${folder}[name][extname]`,
});

export default defineConfig({
  root: import.meta.dirname,
  base: '/explorer/',
  publicDir: false,
  define: { 'process.env.NODE_ENV': '"production"' },
  // Workers are bundled apart from the page: in one folder with it, chunks of one name would overwrite each other.
  worker: { format: 'es', rolldownOptions: { output: steadyNames('workers/') } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: false,
    // Whether a small asset is inlined depends on which of its two users is built first.
    assetsInlineLimit: 0,
    minify: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 5_000,
    license: { fileName: 'licences.md' },
    rolldownOptions: { output: steadyNames(''), checks: { moduleLevelDirective: false } },
  },
});
