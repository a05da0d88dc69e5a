#include "analysis/export/gexf.hpp"

#include <fmt/format.h>

#include <ostream>

#include "analysis/export/xml.hpp"

namespace tessera {
namespace {

const char* type_name(AttributeKind kind) {
  switch (kind) {
    case AttributeKind::text: return "string";
    case AttributeKind::whole: return "integer";
    case AttributeKind::flag: return "boolean";
    case AttributeKind::number: break;
  }
  return "double";
}

void add_months(pugi::xml_node node, const Period& period) {
  node.append_attribute("start").set_value(period.start);
  node.append_attribute("end").set_value(period.end);
}

// Periods that follow one another are one spell.
void add_spells(pugi::xml_node node, const NetworkElements& elements, std::size_t row) {
  pugi::xml_node spells = node.append_child("spells");
  Period spell = elements.periods[elements.period_begin[row]];
  for (std::size_t p = elements.period_begin[row] + 1; p < elements.period_begin[row + 1]; ++p) {
    const Period& next = elements.periods[p];
    if (next.start > spell.end + 1) {
      add_months(spells.append_child("spell"), spell);
      spell.start = next.start;
    }
    spell.end = next.end;
  }
  add_months(spells.append_child("spell"), spell);
}

class Writer {
 public:
  Writer(std::ostream& out, const Network& network) : out_(out), network_(network), pieces_(out) {}

  void write() {
    out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    write_start_tag(out_, "gexf", {{"xmlns", "http://www.gexf.net/1.2draft"}, {"version", "1.2"}});
    pugi::xml_node meta = pieces_.begin("meta");
    meta.append_child("creator").text().set("tessera");
    const std::string lead = network_.title.empty() ? "" : network_.title + ": ";
    meta.append_child("description").text().set(xml_text(lead + network_.description).c_str());
    pieces_.write();
    write_graph_tag();
    write_attributes("node", network_.nodes);
    write_attributes("edge", network_.edges);
    write_nodes();
    write_edges();
    out_ << "</graph>\n</gexf>\n";
  }

 private:
  void write_graph_tag() {
    if (network_.over_time)
      write_start_tag(out_, "graph", {{"mode", "dynamic"}, {"defaultedgetype", "undirected"}, {"timeformat", "double"},
                                      {"start", fmt::format("{}", network_.first)}, {"end", fmt::format("{}", network_.last)}});
    else
      write_start_tag(out_, "graph", {{"mode", "static"}, {"defaultedgetype", "undirected"}});
  }

  bool changes(const NetworkAttribute& attribute) const { return attribute.changes && network_.over_time; }

  // Attributes that change are listed apart from those that do not; the number of an attribute names it in values.
  void write_attributes(const char* element, const NetworkElements& elements) {
    for (const bool changing : {false, true}) {
      if (changing && !network_.over_time) continue;
      pugi::xml_node list = pieces_.begin("attributes");
      list.append_attribute("class").set_value(element);
      list.append_attribute("mode").set_value(changing ? "dynamic" : "static");
      for (std::size_t k = 0; k < elements.attributes.size(); ++k) {
        if (changes(elements.attributes[k]) != changing) continue;
        pugi::xml_node attribute = list.append_child("attribute");
        attribute.append_attribute("id").set_value(k);
        attribute.append_attribute("title").set_value(elements.attributes[k].name.c_str());
        attribute.append_attribute("type").set_value(type_name(elements.attributes[k].kind));
      }
      if (list.first_child()) pieces_.write();
    }
  }

  static pugi::xml_node add_value(pugi::xml_node values, std::size_t k, const std::string& text) {
    pugi::xml_node value = values.append_child("attvalue");
    value.append_attribute("for").set_value(k);
    value.append_attribute("value").set_value(xml_text(text).c_str());
    return value;
  }

  void add_values(pugi::xml_node node, const NetworkElements& elements, std::size_t row) const {
    pugi::xml_node values = node.append_child("attvalues");
    for (std::size_t k = 0; k < elements.attributes.size(); ++k) {
      const NetworkAttribute& attribute = elements.attributes[k];
      if (changes(attribute)) {
        add_changing_values(values, elements, k, row);
      } else {
        const std::size_t place = attribute.changes ? elements.period_begin[row] : row;
        if (attribute.has_value(place)) add_value(values, k, attribute.value_text(place));
      }
    }
    if (!values.first_child()) node.remove_child(values);
  }

  // A value that stays the same over periods that follow one another is said once.
  static void add_changing_values(pugi::xml_node values, const NetworkElements& elements, std::size_t k, std::size_t row) {
    const NetworkAttribute& attribute = elements.attributes[k];
    const std::size_t end = elements.period_begin[row + 1];
    for (std::size_t p = elements.period_begin[row]; p < end; ++p) {
      if (!attribute.has_value(p)) continue;
      Period period = elements.periods[p];
      const std::size_t first = p;
      while (p + 1 < end && elements.periods[p + 1].start == period.end + 1 && attribute.values[p + 1] == attribute.values[first])
        period.end = elements.periods[++p].end;
      add_months(add_value(values, k, attribute.value_text(first)), period);
    }
  }

  void write_nodes() {
    write_start_tag(out_, "nodes", {{"count", fmt::format("{}", network_.nodes.count())}});
    for (std::size_t k = 0; k < network_.nodes.count(); ++k) {
      pugi::xml_node node = pieces_.begin("node");
      node.append_attribute("id").set_value(network_.node_ids[k].c_str());
      node.append_attribute("label").set_value(xml_text(network_.node_labels[k]).c_str());
      add_values(node, network_.nodes, k);
      if (network_.over_time) add_spells(node, network_.nodes, k);
      pieces_.write();
    }
    out_ << "</nodes>\n";
  }

  void write_edges() {
    write_start_tag(out_, "edges", {{"count", fmt::format("{}", network_.edges.count())}});
    for (std::size_t k = 0; k < network_.edges.count(); ++k) {
      pugi::xml_node edge = pieces_.begin("edge");
      edge.append_attribute("id").set_value(k);
      edge.append_attribute("source").set_value(network_.node_ids[network_.from[k]].c_str());
      edge.append_attribute("target").set_value(network_.node_ids[network_.to[k]].c_str());
      add_values(edge, network_.edges, k);
      if (network_.over_time) add_spells(edge, network_.edges, k);
      pieces_.write();
    }
    out_ << "</edges>\n";
  }

  std::ostream& out_;
  const Network& network_;
  XmlPieces pieces_;
};

}  // namespace

void write_gexf(std::ostream& out, const Network& network) { Writer(out, network).write(); }

}  // namespace tessera
