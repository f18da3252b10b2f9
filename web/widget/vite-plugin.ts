import { build, type Plugin } from 'vite'

/** From Vite's root, which is `web/`. */
const PAGE = '/index.html'
const DOCUMENT = 'widget/widget.html'
const SCRIPT = '/widget/widget.ts'

/**
 * Builds what strangers' sites link to beside the page: `widget.html` and `widget.js`, at the root
 * and named the same for ever.
 */
export function widget(): Plugin {
  let root: string
  return {
    name: 'loam-widget',
    enforce: 'post',
    apply: 'build',
    config: () => ({
      build: { rolldownOptions: { input: { page: PAGE, widget: `/${DOCUMENT}` } } },
    }),
    configResolved: (config) => {
      root = config.root
    },
    async generateBundle(_, bundle) {
      const document = bundle[DOCUMENT]
      if (document?.type !== 'asset') throw new Error('The widget was built without its document')
      delete bundle[DOCUMENT]
      this.emitFile({ type: 'asset', fileName: 'widget.html', source: document.source })
      this.emitFile({ type: 'asset', fileName: 'widget.js', source: await buildScript(root) })
    },
  }
}

/** One file on its own: a stranger's page may load no other from this origin. */
async function buildScript(root: string): Promise<string> {
  const built = await build({
    configFile: false,
    envFile: false,
    logLevel: 'error',
    root,
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: SCRIPT },
    },
  })
  const [chunk, ...others] = 'output' in built ? built.output : []
  if (chunk?.type !== 'chunk' || others.length > 0) {
    throw new Error('The widget was not built into one file')
  }
  return chunk.code
}
