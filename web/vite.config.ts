import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressAssets } from './compress.ts'

/** The server replaces this in each page by a nonce of its own; see server/platform/web.ts. */
export const noncePlaceholder = 'qm-nonce'

const isNoEntry = (id: string) => !id.endsWith('.html') && !id.endsWith('/src/main.tsx')

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwind(), compressAssets()],
  html: { cspNonce: noncePlaceholder },
  build: {
    target: 'es2022',
    outDir: 'dist',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: {
      output: {
        // One file for all that every view needs: forty small ones name and compress worse.
        codeSplitting: { groups: [{ name: 'base', tags: ['$initial'], test: isNoEntry }] },
      },
    },
  },
})
