import type { App } from '#protocol/task/app.ts'
import type { RenderParams } from '#wasm-tasks/render/params.ts'
import { render } from '#wasm-tasks/render/render.ts'

export interface EvenRenderParams {
  readonly render: RenderParams
  /** The one tile that every subtask renders. */
  readonly tile: number
  readonly subtasks: number
}

/**
 * The render app with one tile over and over: every subtask costs the same, so that executions a
 * second can be compared whichever subtasks a schedule happened to pick.
 */
export const evenRender: App<EvenRenderParams> = {
  manifest: { ...render.manifest, id: 'even-render', title: 'One tile over and over' },
  prepare: async (params, files) => ({
    ...(await render.prepare(params.render, files)),
    subtasks: params.subtasks,
  }),
  input: (params) => render.input(params.render, params.tile),
  probes: () => [0],
}
