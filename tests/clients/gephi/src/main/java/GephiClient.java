import java.io.File;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.gephi.filters.api.FilterController;
import org.gephi.filters.api.Range;
import org.gephi.filters.plugin.dynamic.DynamicRangeBuilder.DynamicRangeFilter;
import org.gephi.graph.api.AttributeUtils;
import org.gephi.graph.api.Column;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.Element;
import org.gephi.graph.api.Graph;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.GraphModel;
import org.gephi.graph.api.GraphView;
import org.gephi.graph.api.Node;
import org.gephi.graph.api.TimeFormat;
import org.gephi.io.exporter.api.ExportController;
import org.gephi.io.exporter.spi.VectorExporter;
import org.gephi.io.exporter.spi.VectorFileExporterBuilder;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.importer.api.Report;
import org.gephi.io.importer.plugin.file.spreadsheet.ImporterSpreadsheetCSV;
import org.gephi.io.importer.plugin.file.spreadsheet.process.SpreadsheetGeneralConfiguration.Mode;
import org.gephi.io.processor.plugin.AppendProcessor;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.io.processor.spi.Processor;
import org.gephi.layout.plugin.forceAtlas2.ForceAtlas2;
import org.gephi.layout.plugin.forceAtlas2.ForceAtlas2Builder;
import org.gephi.preview.api.PreviewController;
import org.gephi.preview.api.PreviewProperties;
import org.gephi.preview.api.PreviewProperty;
import org.gephi.preview.types.EdgeColor;
import org.gephi.project.api.ProjectController;
import org.gephi.project.api.Workspace;
import org.openide.util.Lookup;

/**
 * What Gephi makes of our files: a line of JSON for each file, or folder with nodes.csv and edges.csv.
 *
 * <pre>[--strict] [--list] [--window FROM/TO]... [--picture FILE.svg|.pdf|.png] PATH...</pre>
 *
 * --strict ends with 2 if Gephi had anything to complain of; --list tells all nodes and edges with their values;
 * --window tells which edges Gephi's timeline keeps from one day to another; --picture draws what the last window
 * keeps, or all (a PNG needs a screen, as Gephi's preview does).
 */
public class GephiClient {

    private final List<String> windows = new ArrayList<>();
    private String picture;
    private boolean list;
    private boolean complained;

    public static void main(String[] words) throws Exception {
        System.setProperty("java.awt.headless", String.valueOf(System.getenv("DISPLAY") == null));
        Locale.setDefault(Locale.ENGLISH);
        LogManager.getLogManager().reset();
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        System.setOut(System.err); // Gephi prints here and there.
        GephiClient client = new GephiClient();
        boolean strict = false;
        List<String> paths = new ArrayList<>();
        for (int place = 0; place < words.length; place++) {
            switch (words[place]) {
                case "--strict" -> strict = true;
                case "--list" -> client.list = true;
                case "--window" -> client.windows.add(words[++place]);
                case "--picture" -> client.picture = words[++place];
                default -> paths.add(words[place]);
            }
        }
        for (String path : paths) {
            out.println(json(client.told(new File(path))));
        }
        System.exit(strict && client.complained ? 2 : 0);
    }

    private static <T> T gephi(Class<T> service) {
        return Lookup.getDefault().lookup(service);
    }

    private Map<String, Object> told(File path) throws Exception {
        ProjectController projects = gephi(ProjectController.class);
        projects.newProject();
        Workspace workspace = projects.getCurrentWorkspace();
        List<String> problems = new ArrayList<>();
        if (path.isDirectory()) {
            read(table(new File(path, "nodes.csv"), Mode.NODES_TABLE), new DefaultProcessor(), workspace, problems);
            read(table(new File(path, "edges.csv"), Mode.EDGES_TABLE), new AppendProcessor(), workspace, problems);
        } else {
            Container read = gephi(ImportController.class).importFile(path);
            if (read == null) {
                throw new IllegalArgumentException(path + ": Gephi does not know this kind of file");
            }
            read(read, new DefaultProcessor(), workspace, problems);
        }
        complained |= !problems.isEmpty();
        GraphModel model = gephi(GraphController.class).getGraphModel(workspace);
        Graph graph = model.getGraph();
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("nodes", graph.getNodeCount());
        told.put("edges", graph.getEdgeCount());
        told.put("problems", problems);
        Map<String, Object> kinds = new TreeMap<>();
        for (Object kind : model.getEdgeTypeLabels()) {
            if (kind != null) {
                kinds.put(kind.toString(), graph.getEdgeCount(model.getEdgeType(kind)));
            }
        }
        told.put("kinds", kinds);
        told.put("first", day(model, model.getTimeBounds().getLow()));
        told.put("last", day(model, model.getTimeBounds().getHigh()));
        if (list) {
            told.put("node_list", elements(model, graph.getNodes().toCollection()));
            told.put("edge_list", elements(model, graph.getEdges().toCollection()));
        }
        Map<String, Object> kept = new LinkedHashMap<>();
        for (String window : windows) {
            kept.put(window, kept(model, window));
        }
        told.put("windows", kept);
        if (picture != null) {
            draw(model);
        }
        projects.closeCurrentProject();
        return told;
    }

    private static Container table(File file, Mode mode) throws Exception {
        ImporterSpreadsheetCSV importer = new ImporterSpreadsheetCSV();
        importer.setFile(file);
        importer.refreshAutoDetections();
        importer.setMode(mode);
        return gephi(ImportController.class).importFile(file, importer);
    }

    /** Takes in what was read, and notes what Gephi would show in red or yellow in its report. */
    private static void read(Container read, Processor processor, Workspace workspace, List<String> problems) {
        read.verify(); // Gephi's own dialog asks for it; only then does it tell of all that is odd.
        Report importing = read.getReport();
        gephi(ImportController.class).process(read, processor, workspace);
        note(importing, problems);
        if (read.getReport() != importing) {
            note(read.getReport(), problems);
        }
    }

    private static void note(Report report, List<String> problems) {
        for (Issue issue : report.getIssuesList(Integer.MAX_VALUE)) {
            if (issue.getLevel().toInteger() >= Issue.Level.WARNING.toInteger()) {
                problems.add(issue.getLevel() + ": " + issue.getMessage());
            }
        }
    }

    /** The edges that the timeline shows in a window, which stays the visible graph. */
    private static List<Object> kept(GraphModel model, String window) {
        DynamicRangeFilter timeline = new DynamicRangeFilter(model);
        String[] ends = window.split("/");
        timeline.setRange(new Range(AttributeUtils.parseDateTime(ends[0]), AttributeUtils.parseDateTime(ends[1])));
        FilterController filters = gephi(FilterController.class);
        GraphView view = filters.filter(filters.createQuery(timeline));
        List<Object> ids = new ArrayList<>();
        for (Edge edge : model.getGraph(view).getEdges()) {
            ids.add(edge.getId());
        }
        model.setVisibleView(view);
        return ids;
    }

    private static List<Object> elements(GraphModel model, Collection<? extends Element> elements) {
        List<Object> told = new ArrayList<>();
        for (Element element : elements) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (Column column : element.getTable()) {
                Object value = element.getAttribute(column);
                if (value != null) {
                    boolean texts = value instanceof String[];
                    String shown = texts ? "" : AttributeUtils.print(value, TimeFormat.DATE, model.getTimeZone());
                    values.put(column.getId(), texts ? Arrays.asList((String[]) value) : shown);
                }
            }
            if (element instanceof Edge edge) {
                values.put("source", edge.getSource().getId());
                values.put("target", edge.getTarget().getId());
                values.put("directed", edge.isDirected());
                values.put("kind", edge.getTypeLabel());
            }
            told.add(values);
        }
        return told;
    }

    private static Object day(GraphModel model, double time) {
        return Double.isInfinite(time) ? null : AttributeUtils.printDate(time, model.getTimeZone());
    }

    /** From a circle on, so that the same graph is the same picture; sizes by edges, the rest found by trying. */
    private void draw(GraphModel model) throws Exception {
        Graph graph = model.getGraph();
        GraphView shown = model.getVisibleView();
        model.setVisibleView(graph.getView()); // A layout places what is visible; a window keeps the places of all.
        List<Node> nodes = new ArrayList<>(graph.getNodes().toCollection());
        nodes.sort(Comparator.comparing(node -> node.getId().toString()));
        for (int place = 0; place < nodes.size(); place++) {
            Node node = nodes.get(place);
            double angle = 2 * Math.PI * place / nodes.size();
            node.setPosition((float) (300 * Math.cos(angle)), (float) (300 * Math.sin(angle)));
            node.setSize(6 + 3 * (float) Math.sqrt(graph.getDegree(node)));
        }
        ForceAtlas2 layout = new ForceAtlas2Builder().buildLayout();
        layout.setGraphModel(model);
        layout.resetPropertiesValues();
        layout.setThreadsCount(1);
        layout.setScalingRatio(60.0);
        layout.setGravity(12.0);
        layout.setAdjustSizes(true);
        layout.initAlgo();
        for (int round = 0; round < 2000 && layout.canAlgo(); round++) {
            layout.goAlgo();
        }
        layout.endAlgo();
        model.setVisibleView(shown);
        PreviewProperties look = gephi(PreviewController.class).getModel().getProperties();
        look.putValue(PreviewProperty.SHOW_NODE_LABELS, true);
        look.putValue(PreviewProperty.NODE_LABEL_PROPORTIONAL_SIZE, false);
        look.putValue(PreviewProperty.NODE_LABEL_FONT, new java.awt.Font("SansSerif", java.awt.Font.PLAIN, 7));
        look.putValue(PreviewProperty.SHOW_EDGE_LABELS, true);
        look.putValue(PreviewProperty.EDGE_LABEL_FONT, new java.awt.Font("SansSerif", java.awt.Font.PLAIN, 4));
        look.putValue(PreviewProperty.EDGE_COLOR, new EdgeColor(EdgeColor.Mode.ORIGINAL));
        look.putValue(PreviewProperty.EDGE_OPACITY, 85);
        for (VectorFileExporterBuilder kind : Lookup.getDefault().lookupAll(VectorFileExporterBuilder.class)) {
            if (picture.endsWith(kind.getFileTypes()[0].getExtension())) {
                VectorExporter exporter = kind.buildExporter();
                exporter.setWorkspace(gephi(ProjectController.class).getCurrentWorkspace());
                gephi(ExportController.class).exportFile(new File(picture), exporter);
                return;
            }
        }
        throw new IllegalArgumentException(picture + ": no picture that Gephi draws; use .svg, .pdf or .png");
    }

    private static String json(Object value) {
        if (value instanceof Map<?, ?> map) {
            List<String> parts = new ArrayList<>();
            map.forEach((key, each) -> parts.add(json(key) + ": " + json(each)));
            return "{" + String.join(", ", parts) + "}";
        }
        if (value instanceof Collection<?> items) {
            return "[" + String.join(", ", items.stream().map(GephiClient::json).toList()) + "]";
        }
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return String.valueOf(value);
        }
        StringBuilder text = new StringBuilder("\"");
        for (char sign : value.toString().toCharArray()) {
            boolean escaped = sign < ' ' || sign == '"' || sign == '\\';
            text.append(escaped ? String.format("\\u%04x", (int) sign) : sign);
        }
        return text.append('"').toString();
    }
}
