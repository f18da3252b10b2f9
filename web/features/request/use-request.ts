import { useState } from 'react'
import { useLocation } from 'wouter'
import type { PrepareResult } from '#peer/peer.ts'
import { LoamError } from '#protocol/errors.ts'
import { parseGlm } from '#protocol/payment/amount.ts'
import sampleUrl from '#wasm-tasks/render/scenes/sample.glb?url'
import { usePeer } from '#web/peer-context.tsx'
import { quoteJob } from './quote.ts'
import { toParams, type Wishes } from './wishes.ts'

/** A job that is checked and measured. */
export type Ready = Extract<PrepareResult, { kind: 'ready' }>

/** What stands between the person and a posted job. */
export interface Refusal {
  readonly message: string
  readonly advice: string
}

export interface Request {
  readonly ready: Ready | undefined
  readonly refusal: Refusal | undefined
  readonly pending: 'prepare' | 'post' | undefined
  readonly prepare: (wishes: Wishes) => void
  /** `budget` as typed, in GLM; empty takes the suggestion. */
  readonly post: (wishes: Wishes, budget: string) => void
  /** The form changed: what was measured no longer holds. */
  readonly reset: () => void
}

/** Checks, measures and posts a job; whatever is refused comes back in words. */
export function useRequest(): Request {
  const peer = usePeer()
  const [, navigate] = useLocation()
  const [ready, setReady] = useState<Ready>()
  const [refusal, setRefusal] = useState<Refusal>()
  const [pending, setPending] = useState<'prepare' | 'post'>()

  const run = (step: 'prepare' | 'post', work: () => Promise<void>) => {
    setPending(step)
    setRefusal(undefined)
    work()
      .catch((error: unknown) => setRefusal(explain(error)))
      .finally(() => setPending(undefined))
  }

  return {
    ready,
    refusal,
    pending,
    reset: () => {
      setReady(undefined)
      setRefusal(undefined)
    },
    prepare: (wishes) =>
      run('prepare', async () => {
        setReady(undefined)
        const scene = await readScene(wishes.file)
        const result = await peer.prepare('render', toParams(wishes), { scene })
        if (result.kind === 'ready') setReady(result)
        else setRefusal(result)
      }),
    post: (wishes, budget) =>
      run('post', async () => {
        if (ready === undefined) return
        const pricePerGigaGas = parseGlm(wishes.price)
        const suggested = quoteJob(ready.estimatedGas, pricePerGigaGas).budget
        const terms =
          wishes.pay === 'free'
            ? ({ kind: 'free' } as const)
            : ({
                kind: 'paid',
                budget: budget.trim() === '' ? suggested : parseGlm(budget),
                pricePerGigaGas,
              } as const)
        const posted = await peer.post(ready.draftId, terms)
        if (posted.kind === 'posted') return navigate(`/jobs/${posted.jobId}`)
        setReady(undefined)
        setRefusal({ message: posted.message, advice: 'Nothing was locked. Check and try again.' })
      }),
  }
}

async function readScene(file: File | undefined): Promise<Uint8Array> {
  if (file !== undefined) return new Uint8Array(await file.arrayBuffer())
  const response = await fetch(sampleUrl)
  return new Uint8Array(await response.arrayBuffer())
}

function explain(error: unknown): Refusal {
  if (error instanceof LoamError) return { message: error.message, advice: error.advice }
  return { message: String(error), advice: 'Reload the page and try again.' }
}
