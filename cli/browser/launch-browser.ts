import { type Browser, type BrowserContext, chromium, type LaunchOptions } from 'playwright-core'
import { CommandError } from '../command-error.ts'
import { chromiumCandidates } from '../setup/chromium.mjs'

export interface BrowserOptions {
  /** Shows windows. */
  readonly headful?: boolean | undefined
  /** Chromium's own flags, beside ours. */
  readonly flags?: readonly string[]
  /** Lets WebRTC use no network but a proxy, as strict firewalls do: no direct path to any other tab. */
  readonly blockDirect?: boolean | undefined
}

const FLAGS = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Tabs of one machine find each other by address: mDNS names need a network that has mDNS.
  '--disable-features=WebRtcHideLocalIpsWithMdns',
  '--enable-unsafe-webgpu',
]

/** Without a proxy, WebRTC then finds no address at all. */
const BLOCK_DIRECT = '--webrtc-ip-handling-policy=disable_non_proxied_udp'

/**
 * A Chromium process of its own with nothing remembered.
 *
 * It dies with this process, however that ends: the pipe between them closes.
 */
export function launchBrowser(options: BrowserOptions = {}): Promise<Browser> {
  return withSandbox((settings) => chromium.launch(settings), options)
}

/** A Chromium process of its own that keeps its key, wallet and storage in `profileFolder`. */
export function launchProfile(
  profileFolder: string,
  options: BrowserOptions = {},
): Promise<BrowserContext> {
  return withSandbox(
    (settings) =>
      // The local certificate is signed by nobody.
      chromium.launchPersistentContext(profileFolder, { ...settings, ignoreHTTPSErrors: true }),
    options,
  )
}

/**
 * Launches with Chromium's own sandbox, and without where the system does not let it have one:
 * root, and containers without user namespaces.
 */
async function withSandbox<T>(
  launch: (settings: LaunchOptions) => Promise<T>,
  options: BrowserOptions,
): Promise<T> {
  const settings: LaunchOptions = {
    executablePath: findChromium(),
    headless: !options.headful,
    args: [...FLAGS, ...(options.blockDirect ? [BLOCK_DIRECT] : []), ...(options.flags ?? [])],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  }
  if (process.getuid?.() === 0) return launch({ ...settings, chromiumSandbox: false })
  try {
    return await launch({ ...settings, chromiumSandbox: true })
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('No usable sandbox'))) throw error
    return launch({ ...settings, chromiumSandbox: false })
  }
}

function findChromium(): string {
  const found = process.env.LOAM_CHROMIUM ?? chromiumCandidates()[0]
  if (found) return found
  throw new CommandError('No Chromium was found: install one or set LOAM_CHROMIUM to its path.')
}
