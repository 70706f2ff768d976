import { createContext, useContext } from 'react'

/** The currency of the company on the page. */
export const CurrencyContext = createContext('USD')

export const useCurrency = () => useContext(CurrencyContext)
