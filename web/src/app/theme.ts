import { useSyncExternalStore } from 'react'

export type Theme = 'light' | 'dark' | 'system'
export type Density = 'roomy' | 'compact'

const listeners = new Set<() => void>()
const dark = matchMedia('(prefers-color-scheme: dark)')
dark.addEventListener('change', show)
addEventListener('storage', ({ key }) => key?.startsWith('qm.') && show())

/** Light, dark, or as the device has it; kept for this browser. */
export const useTheme = (): Theme =>
  useSyncExternalStore(subscribe, () => (localStorage.getItem('qm.theme') as Theme | null) ?? 'system')

/** How much air rows have; kept for this browser. */
export const useDensity = (): Density =>
  useSyncExternalStore(subscribe, () => (localStorage.getItem('qm.density') === 'compact' ? 'compact' : 'roomy'))

export function chooseTheme(theme: Theme): void {
  localStorage.setItem('qm.theme', theme)
  show()
}

export function chooseDensity(density: Density): void {
  localStorage.setItem('qm.density', density)
  show()
}

export const isDark = (): boolean => document.documentElement.classList.contains('dark')

function show(): void {
  const theme = localStorage.getItem('qm.theme')
  const root = document.documentElement.classList
  root.toggle('dark', theme === 'dark' || (theme !== 'light' && dark.matches))
  root.toggle('compact', localStorage.getItem('qm.density') === 'compact')
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
