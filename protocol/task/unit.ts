import { z } from 'zod'

/**
 * What work is counted and paid by: gas, or an app's own unit where formats that count no
 * instructions serve it too.
 */
export const unitSchema = z.enum(['gas', 'path'])
export type Unit = z.infer<typeof unitSchema>

/**
 * What a unit is about in gas, so that one floor of a volunteer's holds for all. A light path of
 * the render app: measured over its sample scene, rounded.
 */
export const GAS_PER_UNIT: Readonly<Record<Unit, bigint>> = { gas: 1n, path: 10_000n }

/** What prices are for, wherever they are said: 10⁹ of a unit. */
export const SAY_GIGA_UNIT: Readonly<Record<Unit, string>> = {
  gas: '10⁹ gas',
  path: '10⁹ light paths',
}
