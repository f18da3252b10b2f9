import fc from 'fast-check'

/**
 * Property tests draw the same cases in every run, so a red run means a change and not a draw.
 *
 * `SEED=7 npx vitest run …` draws others. What they find becomes a case of its own, by name.
 */
fc.configureGlobal({ seed: Number(process.env.SEED ?? 671_347_666) })
