/** How steeply a figure grows with another: 0 not at all, 1 in proportion. Both are above 0. */
export function logLogSlope(
  points: ReadonlyArray<{ readonly x: number; readonly y: number }>,
): number {
  const logs = points.map(({ x, y }) => ({ x: Math.log(x), y: Math.log(y) }))
  const mean = (value: (log: { x: number; y: number }) => number) =>
    logs.reduce((sum, log) => sum + value(log), 0) / logs.length
  const [x0, y0] = [mean(({ x }) => x), mean(({ y }) => y)]
  const covariance = mean(({ x, y }) => (x - x0) * (y - y0))
  return covariance / mean(({ x }) => (x - x0) ** 2)
}
