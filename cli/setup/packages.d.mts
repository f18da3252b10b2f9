/** Where the Node that the project pins lies once packages are installed. */
export function pinnedNode(root: string): string
/** Installs the locked packages unless exactly they are there already. */
export function ensurePackages(root: string): Promise<void>
/** Whether `node_modules` holds what the lock names. */
export function packagesAreFresh(root: string): boolean
