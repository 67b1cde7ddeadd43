export { AlertComponent, type AlertProps, type AlertType } from './components/alert.ts'
