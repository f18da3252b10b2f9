// Fibonacci by naive recursion: nothing but calls.
function fibonacci(n: i32): i32 { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2) }
function compute(rounds: i32): f64 {
  let sum: f64 = 0
  for (let round = 0; round < rounds; round++) sum += <f64>fibonacci(24 + (round & 1))
  return sum
}
