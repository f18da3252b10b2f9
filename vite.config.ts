import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Files with names of their own at the root: strangers' sites link to them. */
const WIDGET_SCRIPT = here('web/widget/widget.ts')
const WIDGET_DOCUMENT = here('web/widget/widget.html')

/** Serves the widget's document from the root, wherever its source lies. */
const widgetAtRoot: Plugin = {
  name: 'widget-at-root',
  enforce: 'post',
  generateBundle(_, bundle) {
    const document = bundle['widget/widget.html']
    if (document?.type !== 'asset') return
    delete bundle['widget/widget.html']
    this.emitFile({ type: 'asset', fileName: 'widget.html', source: document.source })
  },
}

export default defineConfig({
  root: here('web'),
  publicDir: false,
  plugins: [react(), tailwindcss(), widgetAtRoot],
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
    rolldownOptions: {
      input: {
        page: here('web/index.html'),
        ...(existsSync(WIDGET_DOCUMENT) ? { 'widget-document': WIDGET_DOCUMENT } : {}),
        ...(existsSync(WIDGET_SCRIPT) ? { widget: WIDGET_SCRIPT } : {}),
      },
      output: {
        entryFileNames: ({ name }) => (name === 'widget' ? 'widget.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
})
