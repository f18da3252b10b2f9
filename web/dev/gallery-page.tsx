import { Page } from '../ui/page.tsx'

/** Every state that is hard to reach by hand. Development builds only. */
export function GalleryPage() {
  return <Page title="Gallery">{null}</Page>
}
