import { QueryClientProvider } from '@tanstack/react-query'
import { type AnyRouter, RouterProvider } from '@tanstack/react-router'
import { queryClient } from '../lib/query.ts'
import { LanguageContext, useLanguage } from '../lib/translation.ts'
import { Toasts } from '../ui/Toasts.tsx'

export function App({ router }: { router: AnyRouter }) {
  return (
    <LanguageContext value={useLanguage()}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <Toasts />
      </QueryClientProvider>
    </LanguageContext>
  )
}
