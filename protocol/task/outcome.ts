/**
 * How a subtask ended. All four are results: agreed on, verified, and paid up to the gas used.
 *
 * A host failure (device lost, tab gone, out of memory) is none of these; see `RunResult`.
 * A trap carries no message because engines word it differently.
 */
export type Outcome =
  | { readonly kind: 'success' }
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'trap' }
  | { readonly kind: 'outOfGas' }
