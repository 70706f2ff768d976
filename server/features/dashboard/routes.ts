import { queryOf } from '../../platform/list.ts'
import { readInNamed } from '../../platform/operator.ts'
import { route, routesOf } from '../../platform/route.ts'
import { CompanyQuery, Dashboard, NoQuery, PlatformOverview, reportPages } from './contract.ts'
import { getDashboard } from './dashboard.ts'
import { fillRateList, leadTimeList, reportApprovalLeadTime, reportFillRate } from './orderReports.ts'
import { getPlatformOverview } from './platform.ts'
import {
  reportStockAgeing,
  reportStockValue,
  reportTurnover,
  stockAgeingList,
  stockValueList,
  turnoverList,
} from './stockReports.ts'

export const dashboardRoutes = routesOf('Dashboards', [
  route({
    method: 'GET',
    path: '/api/dashboard/',
    permission: 'VIEW_DASHBOARD',
    summary: 'The company at a glance, by what one may see',
    query: CompanyQuery,
    reply: { 200: Dashboard },
    handle: readInNamed(getDashboard),
  }),
  route({
    method: 'GET',
    path: '/api/platform/',
    platform: 'VIEW_DASHBOARD',
    summary: 'The deployment at a glance: companies, people, growth, health, storage',
    query: NoQuery,
    reply: { 200: PlatformOverview },
    errors: ['not_found'],
    handle: getPlatformOverview,
  }),
  route({
    method: 'GET',
    path: '/api/reports/stock-value/',
    permission: 'VIEW_REPORTS',
    summary: 'What is on hand and what it is worth, by product',
    query: queryOf(stockValueList),
    reply: { 200: reportPages.stockValue },
    handle: readInNamed(reportStockValue),
  }),
  route({
    method: 'GET',
    path: '/api/reports/stock-ageing/',
    permission: 'VIEW_REPORTS',
    summary: 'How long stock has been here, by product',
    query: queryOf(stockAgeingList),
    reply: { 200: reportPages.stockAgeing },
    handle: readInNamed(reportStockAgeing),
  }),
  route({
    method: 'GET',
    path: '/api/reports/turnover/',
    permission: 'VIEW_REPORTS',
    summary: 'How often stock was sold in a period, by product',
    query: queryOf(turnoverList),
    reply: { 200: reportPages.turnover },
    handle: readInNamed(reportTurnover),
  }),
  route({
    method: 'GET',
    path: '/api/reports/fill-rate/',
    permission: 'VIEW_REPORTS',
    summary: 'How much of what was ordered in a period has been delivered, by product',
    query: queryOf(fillRateList),
    reply: { 200: reportPages.fillRate },
    handle: readInNamed(reportFillRate),
  }),
  route({
    method: 'GET',
    path: '/api/reports/approval-lead-time/',
    permission: 'VIEW_REPORTS',
    summary: 'How long requests of a period waited for a decision, by approver',
    query: queryOf(leadTimeList),
    reply: { 200: reportPages.leadTime },
    handle: readInNamed(reportApprovalLeadTime),
  }),
])
