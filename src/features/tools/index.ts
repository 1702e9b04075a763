// What later features may use from tools.

export { type AssessTool, assessTool } from './assess-tool.ts'
export { decideTool } from './decide-tool.ts'
export { decideProject, planProject } from './plan-project.ts'
export { type ProposeTool, proposeTool } from './propose-tool.ts'
