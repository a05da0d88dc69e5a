#include "analysis/export/xml.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "analysis/export/gexf.hpp"
#include "analysis/export/graphml.hpp"

namespace tessera {
namespace {

TEST(XmlText, KeepsWhatXmlCanHoldAndReplacesTheRest) {
  EXPECT_EQ(xml_text("plain, <b> & \"quoted\"\t\n"), "plain, <b> & \"quoted\"\t\n");
  EXPECT_EQ(xml_text("مخبز 🥖 café"), "مخبز 🥖 café");
  EXPECT_EQ(xml_text("bell \x07, null" + std::string(1, '\0')), "bell \uFFFD, null\uFFFD");
  EXPECT_EQ(xml_text("latin \xE9t\xE9"), "latin \uFFFDt\uFFFD");
  EXPECT_EQ(xml_text("cut \xF0\x9F\xA5"), "cut \uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(xml_text("surrogate \xED\xA0\x80."), "surrogate \uFFFD.");
  EXPECT_EQ(xml_text("overlong \xC0\xAF \xE0\x80\xAF."), "overlong \uFFFD\uFFFD \uFFFD\uFFFD\uFFFD.");
  EXPECT_EQ(xml_text("not a character \xEF\xBF\xBE."), "not a character \uFFFD.");
}

// Two nodes and an edge whose texts try to break out of where they stand.
Network hostile_network(bool over_time) {
  Network network{.title = "<title> & \"more\"", .description = "]]> \x01", .over_time = over_time, .first = 0, .last = 12};
  network.node_ids = {"o0", "o1"};
  network.node_labels = {"\"><script>alert(1)</script>", "a\nb"};
  network.nodes.periods = {{0, 12}, {3, 7}};
  network.nodes.period_begin = {0, 1, 2};
  network.nodes.attributes = {{"name", "", "its <name>", AttributeKind::text, false, {0, 1}, network.node_labels},
                              {"open", "", "", AttributeKind::flag, true, {1, 0}, {}}};
  network.from = {0};
  network.to = {1};
  network.edges.periods = {{3, 4}, {5, 5}, {7, 7}};
  network.edges.period_begin = {0, 3};
  network.edges.attributes = {{"trust", "share", "", AttributeKind::number, true, {0.1, 0.1, 0.30000000000000004}, {}}};
  return network;
}

pugi::xml_document parse(const std::string& text) {
  pugi::xml_document document;
  EXPECT_TRUE(document.load_string(text.c_str()));
  return document;
}

TEST(Graphml, TextsStayTexts) {
  std::ostringstream out;
  write_graphml(out, hostile_network(false));
  const pugi::xml_document document = parse(out.str());
  const pugi::xml_node graph = document.child("graphml").child("graph");
  EXPECT_STREQ(graph.child("data").text().get(), "<title> & \"more\"");
  EXPECT_STREQ(graph.child("node").child("data").text().get(), "\"><script>alert(1)</script>");
  EXPECT_STREQ(graph.child("edge").child("data").text().get(), "0.1");
  EXPECT_FALSE(graph.child("script"));
}

TEST(Gexf, SpellsAreJoinedAndValuesSaidOnce) {
  std::ostringstream out;
  write_gexf(out, hostile_network(true));
  const pugi::xml_document document = parse(out.str());
  const pugi::xml_node graph = document.child("gexf").child("graph");
  EXPECT_STREQ(graph.child("nodes").first_child().attribute("label").value(), "\"><script>alert(1)</script>");
  const pugi::xml_node edge = graph.child("edges").child("edge");
  std::string spells, values;
  for (const pugi::xml_node spell : edge.child("spells")) spells += std::string(spell.attribute("start").value()) + "-" + spell.attribute("end").value() + " ";
  for (const pugi::xml_node value : edge.child("attvalues"))
    values += std::string(value.attribute("value").value()) + ":" + value.attribute("start").value() + "-" + value.attribute("end").value() + " ";
  EXPECT_EQ(spells, "3-5 7-7 ");
  EXPECT_EQ(values, "0.1:3-5 0.30000000000000004:7-7 ");
}

}  // namespace
}  // namespace tessera
