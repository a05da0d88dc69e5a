#include "analysis/export/graphml.hpp"

#include <fmt/format.h>

#include <ostream>

#include "analysis/export/xml.hpp"
#include "base/errors.hpp"

namespace tessera {
namespace {

const char* type_name(AttributeKind kind) {
  switch (kind) {
    case AttributeKind::text: return "string";
    case AttributeKind::whole: return "int";
    case AttributeKind::flag: return "boolean";
    case AttributeKind::number: break;
  }
  return "double";
}

std::string key_of(const char* owner, std::size_t attribute) { return fmt::format("{}{}", owner, attribute); }

void write_keys(XmlPieces& pieces, const char* element, const NetworkElements& elements) {
  for (std::size_t k = 0; k < elements.attributes.size(); ++k) {
    const NetworkAttribute& attribute = elements.attributes[k];
    pugi::xml_node key = pieces.begin("key");
    key.append_attribute("id").set_value(key_of(element, k).c_str());
    key.append_attribute("for").set_value(element);
    key.append_attribute("attr.name").set_value(attribute.name.c_str());
    key.append_attribute("attr.type").set_value(type_name(attribute.kind));
    const std::string meaning = attribute.unit.empty() ? attribute.meaning : attribute.meaning + "; unit: " + attribute.unit;
    key.append_child("desc").text().set(xml_text(meaning).c_str());
    pieces.write();
  }
}

void add_data(pugi::xml_node node, const char* element, const NetworkElements& elements, std::size_t row) {
  for (std::size_t k = 0; k < elements.attributes.size(); ++k) {
    const NetworkAttribute& attribute = elements.attributes[k];
    const std::size_t place = attribute.changes ? elements.period_begin[row] : row;
    if (!attribute.has_value(place)) continue;
    pugi::xml_node data = node.append_child("data");
    data.append_attribute("key").set_value(key_of(element, k).c_str());
    data.text().set(xml_text(attribute.value_text(place)).c_str());
  }
}

void write_graph_data(XmlPieces& pieces, const Network& network) {
  const std::pair<const char*, std::string> facts[] = {
      {"title", network.title}, {"description", network.description}, {"month", fmt::format("{}", network.last)}};
  for (const auto& [key, value] : facts) {
    pugi::xml_node data = pieces.begin("data");
    data.append_attribute("key").set_value(key);
    data.text().set(xml_text(value).c_str());
    pieces.write();
  }
}

}  // namespace

void write_graphml(std::ostream& out, const Network& network) {
  promise(!network.over_time, "GraphML holds one month");
  XmlPieces pieces(out);
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  write_start_tag(out, "graphml",
                  {{"xmlns", "http://graphml.graphdrawing.org/xmlns"},
                   {"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"},
                   {"xsi:schemaLocation", "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"}});
  for (const auto& [name, type] : {std::pair{"title", "string"}, {"description", "string"}, {"month", "int"}}) {
    pugi::xml_node key = pieces.begin("key");
    key.append_attribute("id").set_value(name);
    key.append_attribute("for").set_value("graph");
    key.append_attribute("attr.name").set_value(name);
    key.append_attribute("attr.type").set_value(type);
    pieces.write();
  }
  write_keys(pieces, "node", network.nodes);
  write_keys(pieces, "edge", network.edges);
  write_start_tag(out, "graph", {{"id", "community"}, {"edgedefault", "undirected"}});
  write_graph_data(pieces, network);
  for (std::size_t k = 0; k < network.nodes.count(); ++k) {
    pugi::xml_node node = pieces.begin("node");
    node.append_attribute("id").set_value(network.node_ids[k].c_str());
    add_data(node, "node", network.nodes, k);
    pieces.write();
  }
  for (std::size_t k = 0; k < network.edges.count(); ++k) {
    pugi::xml_node edge = pieces.begin("edge");
    edge.append_attribute("source").set_value(network.node_ids[network.from[k]].c_str());
    edge.append_attribute("target").set_value(network.node_ids[network.to[k]].c_str());
    add_data(edge, "edge", network.edges, k);
    pieces.write();
  }
  out << "</graph>\n</graphml>\n";
}

}  // namespace tessera
