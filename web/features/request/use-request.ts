import { useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { PrepareResult } from '#peer/peer.ts'
import { InputError } from '#protocol/errors.ts'
import type { Explanation } from '#protocol/explanation.ts'
import { parseGlm } from '#protocol/payment/amount.ts'
import { RENDER_APP, RENDER_GPU_APP, RENDER_LIMITS } from '#wasm-tasks/render/params.ts'
import sampleUrl from '#wasm-tasks/render/scenes/sample.glb?url'
import { explainFailure } from '#web/explain-failure.ts'
import { usePeer } from '#web/peer-context.tsx'
import { useRate } from '../ledger/rate-choice.ts'
import { readWho } from '../market/who-wishes.ts'
import { CHECKS, expectCheck } from './checks.ts'
import { sayBytes } from './eta.ts'
import { quoteJob } from './quote.ts'
import { suggestTitle, toParams, type Wishes } from './wishes.ts'

/** A job that is checked and measured. */
export type Ready = Extract<PrepareResult, { kind: 'ready' }>

export interface Request {
  readonly ready: Ready | undefined
  /** What stands between the person and a posted job. */
  readonly refusal: Explanation | undefined
  readonly pending: 'prepare' | 'post' | undefined
  readonly prepare: (wishes: Wishes) => void
  readonly post: (wishes: Wishes) => void
  /** The form changed: what was measured no longer holds. */
  readonly reset: () => void
}

/** Checks, measures and posts a job; whatever is refused comes back in words. */
export function useRequest(): Request {
  const peer = usePeer()
  const rate = useRate()
  const [, navigate] = useLocation()
  const [ready, setReady] = useState<Ready>()
  const [refusal, setRefusal] = useState<Explanation>()
  const [pending, setPending] = useState<'prepare' | 'post'>()
  // Answers to a form that has changed since are nobody's any more.
  const round = useRef(0)

  const run = (step: 'prepare' | 'post', work: (isCurrent: () => boolean) => Promise<void>) => {
    round.current += 1
    const mine = round.current
    const isCurrent = () => round.current === mine
    setPending(step)
    setRefusal(undefined)
    work(isCurrent)
      .catch((error: unknown) => isCurrent() && setRefusal(explainFailure(error)))
      .finally(() => isCurrent() && setPending(undefined))
  }

  return {
    ready,
    refusal,
    pending,
    reset: () => {
      round.current += 1
      setPending(undefined)
      setReady(undefined)
      setRefusal(undefined)
    },
    prepare: (wishes) =>
      run('prepare', async (isCurrent) => {
        setReady(undefined)
        const scene = await readScene(wishes.file)
        const app = wishes.on === 'graphics' ? RENDER_GPU_APP : RENDER_APP
        const result = await peer.prepare(app, toParams(wishes), { scene })
        if (!isCurrent()) return
        if (result.kind === 'ready') setReady(result)
        else setRefusal({ reason: result.message, advice: result.advice })
      }),
    post: (wishes) =>
      run('post', async (isCurrent) => {
        if (ready === undefined) return
        const pricePerGigaGas = parseGlm(wishes.price)
        const { executions } = expectCheck(ready.verify, wishes.check, ready.subtasks)
        const suggested = quoteJob(ready.estimatedGas, executions, pricePerGigaGas).budget
        const { policy } = CHECKS[wishes.check]
        const paidOnly = wishes.pay === 'paid' ? {} : { waitForPrice: '' }
        const title = wishes.title.trim() || suggestTitle(wishes)
        const prefers = readWho({ ...wishes.who, ...paidOnly })
        const terms =
          wishes.pay === 'free'
            ? ({ kind: 'free', prefers, title, policy } as const)
            : ({
                kind: 'paid',
                prefers,
                title,
                policy,
                budget: wishes.budget.trim() === '' ? suggested : parseGlm(wishes.budget),
                ceilingPerGigaGas: pricePerGigaGas,
                allowance: wishes.allowance,
                rate,
              } as const)
        const posted = await peer.post(ready.draftId, terms)
        if (posted.kind === 'posted') return navigate(`/jobs/${posted.jobId}`)
        if (!isCurrent()) return
        setRefusal({ reason: posted.message, advice: posted.advice })
      }),
  }
}

async function readScene(file: File | undefined): Promise<Uint8Array> {
  if (file !== undefined) {
    // Before it is read: a film dropped by mistake must not fill the memory.
    if (file.size > RENDER_LIMITS.sceneBytes)
      throw new InputError(
        'scene-size',
        `“${file.name}” has ${sayBytes(file.size)}; a scene may have ${sayBytes(RENDER_LIMITS.sceneBytes)}.`,
        'Choose a smaller GLB file: fewer triangles or smaller textures.',
      )
    return new Uint8Array(await file.arrayBuffer())
  }
  const response = await fetch(sampleUrl)
  if (!response.ok) throw new Error(`The server answered ${response.status} for the sample scene.`)
  return new Uint8Array(await response.arrayBuffer())
}
