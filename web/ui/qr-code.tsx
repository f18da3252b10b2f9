import { encode } from 'uqr'

/** Empty modules around it, as readers need them. */
const BORDER = 4

/** A text as a QR code: dark on light in both themes, as every reader takes it. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { data, size } = encode(text, { border: BORDER })
  const dark = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  )
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="w-full max-w-80 self-center rounded-lg bg-white text-black"
    >
      <path d={dark.join('')} fill="currentColor" />
    </svg>
  )
}
