import {
  type AbiParameter,
  ContractFunctionRevertedError,
  encodeErrorResult,
  zeroAddress,
  zeroHash,
} from 'viem'
import { describe, expect, it } from 'vitest'
import { loamEscrowAbi } from '#contracts/generated/loam-escrow.ts'
import { ESCROW_REFUSALS, isEscrowRefusal } from '#protocol/payment/escrow-refusal.ts'
import { toLedgerError } from './ledger-failure.ts'

const errors = loamEscrowAbi.filter((item) => item.type === 'error')

const SAMPLES: Readonly<Record<string, unknown>> = {
  address: zeroAddress,
  bytes32: zeroHash,
  string: 'deadline',
  uint8: 96,
  uint256: 1n,
}
const sampleOf = ({ type }: AbiParameter) => SAMPLES[type]

describe('the words for the escrow’s refusals', () => {
  it('are there for every custom error of its ABI, and for no other', () => {
    expect(Object.keys(ESCROW_REFUSALS).toSorted()).toEqual(
      errors.map(({ name }) => name).toSorted(),
    )
  })

  it.each(errors)('are found when the chain answers with $name', ({ name, inputs }) => {
    const data = encodeErrorResult({
      abi: loamEscrowAbi,
      errorName: name,
      args: inputs.map(sampleOf),
    } as never)
    const reverted = new ContractFunctionRevertedError({
      abi: [],
      data,
      functionName: 'open',
    })
    const said = Object.assign(reverted, { data })
    const { code, message, advice } = toLedgerError(said)
    expect(code).toBe(name)
    if (!isEscrowRefusal(name)) throw new Error(`${name} has no words`)
    expect([message, advice]).toEqual(ESCROW_REFUSALS[name])
  })
})
