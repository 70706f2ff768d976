import { createLazyRoute, type RouteComponent } from '@tanstack/react-router'
import { loadTexts } from './i18n.ts'

/** For `.lazy()`: a page and the texts it speaks, loaded side by side. */
export function page(load: () => Promise<{ default: RouteComponent }>, ...namespaces: string[]) {
  return async () => {
    const [{ default: component }] = await Promise.all([load(), loadTexts(...namespaces)])
    return createLazyRoute('/' as never)({ component }) as never
  }
}
