import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { licences } from './cli/build/licences.ts'
import { mendDialRace } from './peer/adapters/mesh-libp2p/webrtc-dial-race.ts'
import { widget } from './web/widget/vite-plugin.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('web'),
  publicDir: false,
  plugins: [mendDialRace(), react(), tailwindcss(), widget(), licences(here('.'))],
  assetsInclude: ['**/*.glb'],
  worker: { format: 'es' },
  build: {
    outDir: here('dist'),
    emptyOutDir: true,
    // The first browsers with everything the page relies on: light-dark(), nesting, Web Locks.
    target: ['chrome123', 'firefox128', 'safari17.5'],
    // The page's policy allows no fonts or scripts from data: URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
