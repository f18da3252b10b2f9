const COLUMNS = 30
const ROWS = 20
const TILE = 10

type Rgb = readonly [number, number, number]
const NIGHT: Rgb = [38, 66, 74]
const DAWN: Rgb = [238, 160, 72]
const GLOW: Rgb = [250, 219, 142]
const SUN: Rgb = [255, 246, 205]
const FAR: Rgb = [126, 143, 84]
const NEAR: Rgb = [84, 112, 44]
const SOIL: Rgb = [92, 64, 41]
const DEEP: Rgb = [52, 38, 27]
const SPROUT: Rgb = [185, 231, 67]

const mix = (a: Rgb, b: Rgb, share: number): Rgb => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
]

/** A number in 0…1 that only depends on the tile, so that every visit shows the same picture. */
function grain(x: number, y: number): number {
  const value = Math.sin(x * 127.1 + y * 311.7) * 43758.5453
  return value - Math.floor(value)
}

function paint(x: number, y: number): Rgb {
  const farTop = 10 + Math.sin(x * 0.34 + 0.4) * 1.5
  const nearTop = 12.6 + Math.sin(x * 0.24 + 2.4) * 1.9
  const soilTop = 15.6 + Math.sin(x * 0.22 + 0.9) * 0.8
  if (y >= soilTop) {
    const isSeedRow = y < soilTop + 1
    if (isSeedRow && x % 3 === 1) return SPROUT
    return mix(SOIL, DEEP, Math.min(1, (y - soilTop) / 4))
  }
  if (y >= nearTop) return mix(NEAR, FAR, Math.max(0, 0.35 - (y - nearTop) / 6))
  if (y >= farTop) return mix(FAR, GLOW, Math.max(0, 0.3 - (y - farTop) / 6))
  if (Math.hypot(x - 20, y - 7.5) < 2.9) return SUN
  return y < 6 ? mix(NIGHT, DAWN, y / 6) : mix(DAWN, GLOW, Math.min(1, (y - 6) / 4))
}

function shade(x: number, y: number): string {
  const light = 0.92 + grain(x, y) * 0.16
  const [red, green, blue] = paint(x, y).map((part) => Math.min(255, Math.round(part * light)))
  return `rgb(${red} ${green} ${blue})`
}

const TILES = Array.from({ length: COLUMNS * ROWS }, (_, index) => {
  const x = index % COLUMNS
  const y = Math.floor(index / COLUMNS)
  return { name: `${x} ${y}`, x, y, fill: shade(x, y), delayMs: 150 + grain(y, x) * 1500 }
})

/** A picture that comes together tile by tile, as Loam's do. Decoration. */
export function TilePicture() {
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${COLUMNS * TILE} ${ROWS * TILE}`}
      className="w-full rounded-3xl bg-soil shadow-card"
    >
      {TILES.map(({ name, x, y, fill, delayMs }) => (
        <rect
          key={name}
          x={x * TILE + 0.4}
          y={y * TILE + 0.4}
          width={TILE - 0.8}
          height={TILE - 0.8}
          rx={1.8}
          fill={fill}
          className="origin-center animate-render-tile [transform-box:fill-box]"
          style={{ animationDelay: `${delayMs}ms` }}
        />
      ))}
    </svg>
  )
}
