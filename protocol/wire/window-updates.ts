/** What of a yamux stream is looked at beneath the interface that libp2p declares. */
interface WindowedStream {
  readonly recvWindow: number
  readonly recvWindowCapacity: number
  sendWindowUpdate(): void
}

/** What of its muxer: every stream comes out of one or goes into the other. */
interface WindowedMuxer {
  onCreateStream(...args: readonly unknown[]): WindowedStream
  onRemoteStream(stream: WindowedStream): void
}

interface MuxerFactory {
  createStreamMuxer(connection: never): object
}

/**
 * Makes yamux tell a sender of new room once half a window is used up, as its other makers do.
 * @libp2p/yamux 8.0.3 tells of every frame, so that each small message, of gossip above all, is
 * answered with one: half of all that a relay takes in.
 */
export function withFewUpdates<Factory extends MuxerFactory>(create: () => Factory): () => Factory {
  return () => {
    const factory = create()
    const createMuxer = factory.createStreamMuxer.bind(factory)
    factory.createStreamMuxer = (connection: never) => {
      const muxer = createMuxer(connection)
      thinOut(muxer as WindowedMuxer)
      return muxer
    }
    return factory
  }
}

function thinOut(muxer: WindowedMuxer): void {
  const create = muxer.onCreateStream.bind(muxer)
  const take = muxer.onRemoteStream.bind(muxer)
  muxer.onCreateStream = (...args) => thinned(create(...args))
  muxer.onRemoteStream = (stream) => take(thinned(stream))
}

function thinned(stream: WindowedStream): WindowedStream {
  const send = stream.sendWindowUpdate.bind(stream)
  let isOpened = false
  stream.sendWindowUpdate = () => {
    // The first opens the stream, or says that it is open here.
    if (isOpened && stream.recvWindowCapacity > stream.recvWindow / 2) return
    isOpened = true
    send()
  }
  return stream
}
