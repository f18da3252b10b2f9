const WHY =
  'no direct connection leads through it, and the relay does not carry work. ' +
  'Try another network, or ask the relay’s operator.'

/** Where no work can pass from this tab, as far as its own network tells. */
export const CANNOT_WORK = `Cannot work from this network: ${WHY}`

/** A provider's words, once agreements came to nothing. */
export const CANNOT_BE_REACHED = `Requestors agree but cannot reach this tab from outside its network: ${WHY}`

/** A requestor's words, once several providers answered and none could be worked with. */
export const CANNOT_REACH = `Cannot work from this network: providers answer, but ${WHY}`

/** A requestor's words when it was one provider alone, whose network may as well be at fault. */
export const ONE_OUT_OF_REACH =
  'A provider answered, but no direct connection leads to it and the relay does not carry work. ' +
  'Looking for others.'
