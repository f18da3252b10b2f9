/** Instructions that random modules are made of, as WAT. */

/** What vectors begin with: NaNs of many bits, and numbers. */
export const vectorConstants = [
  'v128.const i32x4 0 0 0 0',
  'v128.const i32x4 0x7fc01234 0xffc00001 0x7f800001 0x3f800000',
  'v128.const i32x4 0xff812345 0x7fe00002 0xc0000000 0xffc00000',
  'v128.const i64x2 0x7ff8000000000123 0xfff8000000000456',
  'v128.const i64x2 0xfff0000000000789 0x7ff8000000000001',
  'v128.const f32x4 1.5 -2 inf 0',
  'v128.const f64x2 -inf 3.25',
]
export const vectorBinary = [
  'i32x4.add',
  'i16x8.mul',
  // The meter says these three in other words.
  'i16x8.q15mulr_sat_s',
  'i16x8.extmul_high_i8x16_s',
  'i16x8.extmul_high_i8x16_u',
  'v128.xor',
  'v128.or',
  'v128.andnot',
  'i8x16.swizzle',
  'i64x2.eq',
  ...['f32x4', 'f64x2'].flatMap((type) =>
    ['add', 'sub', 'mul', 'div', 'min', 'max', 'pmin', 'pmax', 'lt', 'eq'].map(
      (name) => `${type}.${name}`,
    ),
  ),
]
export const shuffles = [
  // Whole f32 lanes, whole f64 lanes, and halves of lanes.
  'i8x16.shuffle 4 5 6 7 16 17 18 19 0 1 2 3 28 29 30 31',
  'i8x16.shuffle 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23',
  'i8x16.shuffle 2 3 4 5 6 7 8 9 18 19 20 21 22 23 24 25',
]
export const vectorUnary = [
  'i32x4.neg',
  'v128.not',
  'i16x8.extadd_pairwise_i8x16_s',
  'i8x16.popcnt',
  ...['f32x4', 'f64x2'].flatMap((type) =>
    ['sqrt', 'neg', 'abs', 'ceil', 'floor', 'trunc', 'nearest'].map((name) => `${type}.${name}`),
  ),
  'f32x4.demote_f64x2_zero',
  'f64x2.promote_low_f32x4',
  'f32x4.convert_i32x4_s',
  'f64x2.convert_low_i32x4_u',
  'i32x4.trunc_sat_f32x4_s',
  'i32x4.trunc_sat_f64x2_u_zero',
]
