// The parts of ECharts that the page is made of; a section that needs another adds it here.
import * as echarts from "echarts/core";
import { CustomChart, GraphChart, LineChart, ParallelChart, ScatterChart } from "echarts/charts";
import { GraphicComponent, GridComponent, LegendComponent, MarkLineComponent, ParallelComponent, TooltipComponent } from "echarts/components";
import { LabelLayout } from "echarts/features";
import { CanvasRenderer, SVGRenderer } from "echarts/renderers";

echarts.use([
  CustomChart, GraphChart, LineChart, ParallelChart, ScatterChart,
  GraphicComponent, GridComponent, LegendComponent, MarkLineComponent, ParallelComponent, TooltipComponent,
  LabelLayout, CanvasRenderer, SVGRenderer,
]);

export { echarts };
