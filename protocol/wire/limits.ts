/** The largest frame a channel carries, in bytes. A larger one drops its sender. */
export const MAX_FRAME_BYTES = 1024 * 1024

/** The largest message gossip carries, in bytes. A larger one is neither delivered nor passed on. */
export const MAX_GOSSIP_BYTES = 64 * 1024
