/**
 * A kernel of whole numbers, floating point, memory and branches, as programs mix them: what a core
 * does of it in a second stands for what it does of others. Its source is in `yardstick.test.ts`.
 */
export const yardstick: Uint8Array<ArrayBuffer> = Uint8Array.from(
  atob(
    'AGFzbQEAAAABEgNgAX8Bf2AAAX9gBH9/f38BfwMFBAABAQIFAwEAAgYIAX8BQYCABAsHMgUGbWVtb3J5AgAFYWxsb2MAAApvdXRwdXRfcHRyAAEKb3V0cHV0X2xlbgACA3J1bgADCpwBBBEAIwAjACAAakEHakF4cSQACwQAQQALBABBEAt+AgN/AXwgAigCACEEQQEhBQNAIAUgBUENdHMhBSAFIAVBEXZzIQUgBSAFQQV0cyEFIAVB+P8BcSEGIAVBgIAEcQRARAAAAAAAAOA/IAcgBisDQKCiIQcFIAYgByAFt6A5A0ALIARBAWsiBA0AC0EAIAc5AwBBACAFNgIIQQAL',
  ),
  (letter) => letter.charCodeAt(0),
)

/** Input that makes the yardstick take so many turns, of about 37 gas each. */
export function yardstickInput(turns: number): Uint8Array {
  const input = new Uint8Array(4)
  new DataView(input.buffer).setUint32(0, turns, true)
  return input
}
