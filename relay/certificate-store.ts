import { MemoryDatastore, MountDatastore } from 'datastore-core'
import { FsDatastore } from 'datastore-fs'
import { type Datastore, Key } from 'interface-datastore'

/**
 * Opens what libp2p remembers: the WebRTC-direct certificate and its key in `folder`, so that its
 * addresses survive a restart; the peers it met in memory only, for they are many and soon stale.
 */
export async function openCertificateStore(folder: string): Promise<Datastore> {
  const kept = new FsDatastore(folder)
  await kept.open()
  return new MountDatastore([
    { prefix: new Key('/peers'), datastore: new MemoryDatastore() },
    { prefix: new Key('/'), datastore: kept },
  ])
}
