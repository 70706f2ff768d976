import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { groups } from './chunks.ts'
import { compressAssets } from './compress.ts'
import { compileAhead, nameFirstFiles } from './hints.ts'

/** The server replaces this in each page by a nonce of its own; see server/platform/web.ts. */
export const noncePlaceholder = 'qm-nonce'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwind(), compressAssets(), nameFirstFiles(), compileAhead()],
  html: { cspNonce: noncePlaceholder },
  // What a package brings for React before 18 is in React itself.
  resolve: { alias: [{ find: /^use-sync-external-store\/shim$/, replacement: 'react' }] },
  build: {
    target: 'es2022',
    outDir: 'dist',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: {
      // Else whoever takes one part of the kit from its index loads them all.
      treeshake: { moduleSideEffects: [{ test: /[\\/]src[\\/]ui[\\/].*\.tsx?$/, sideEffects: false }] },
      output: { codeSplitting: { groups } },
    },
  },
})
