import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { alignColumns } from '#cli/align-columns.ts'
import { KNOWN_CHAINS } from '#protocol/payment/chains.ts'

const GWEI_PER_COIN = 1e9

/** What chain gas and coins are taken to cost: nobody is asked. Whoever knows better edits the file. */
const pricesSchema = z.strictObject({
  assumedOn: z.iso.date(),
  usdPerGlm: z.number().positive(),
  chains: z.record(
    z.string(),
    z.strictObject({
      gweiPerGas: z.number().positive(),
      /** 0 where the coin is worth nothing, as on testnets. */
      usdPerCoin: z.number().nonnegative(),
    }),
  ),
})

const HEADER = ['chain', 'gwei a gas', 'USD a coin', 'coin a job', 'USD a job', 'GLM a subtask']

/** What a job's chain gas costs on every chain that Loam knows, at assumed prices, as lines of text. */
export function costTable({ gas, subtasks }: { gas: number; subtasks: number }): string {
  const file = join(import.meta.dirname, 'prices.json')
  const { assumedOn, usdPerGlm, chains } = pricesSchema.parse(
    JSON.parse(readFileSync(file, 'utf8')),
  )
  const rows = KNOWN_CHAINS.map(({ chainId, name, glm }) => {
    const prices = chains[chainId]
    if (glm === undefined) return [name, 'no address of GLM is known there']
    if (prices === undefined) return [name, 'no price is assumed']
    const { gweiPerGas, usdPerCoin } = prices
    const coin = (gas * gweiPerGas) / GWEI_PER_COIN
    const usd = coin * usdPerCoin
    const money = [usd.toFixed(2), (usd / usdPerGlm / subtasks).toPrecision(2)]
    const worth = usdPerCoin > 0 ? money : ['none', 'none']
    return [name, `${gweiPerGas}`, `${usdPerCoin}`, coin.toPrecision(3), ...worth]
  })
  const assumed = `Assumed on ${assumedOn}, not asked: the prices here, and ${usdPerGlm} USD a GLM.`
  return [...alignColumns([HEADER, ...rows]), assumed].join('\n')
}
