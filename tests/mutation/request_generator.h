// RequestGenerator: well-formed requests of every operation, most of them valid for the tables as they stand, with all
// families of parameters: expressions, parameters from before expressions, statements, indexes, streams, tags.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mutation/random_source.h"
#include "mutation/watched_tables.h"
#include "wire/shapes/shape.h"

namespace tablerock {

struct GeneratedRequest {
  std::string operation;
  Json body = Json::object();
  // What comes of the request as it stands, where the generator knows it.
  bool succeeds = false;           // it is answered 200
  bool condition_fails = false;    // it is answered ConditionalCheckFailedException
  std::optional<Json> item_after;  // of an update: the item at the request's Key
};

class RequestGenerator {
 public:
  RequestGenerator(Random& random, const WatchedTables& tables, WireSession& session)
      : random_(random), tables_(tables), session_(session) {}

  GeneratedRequest Next();

 private:
  // The values of one request's expressions, with the placeholders that stand for them.
  struct Placeholders {
    Json names = Json::object();
    Json values = Json::object();
    std::string Name(const std::string& attribute);
    std::string Value(const Json& value);
    void AddTo(Json& body) const;
  };

  // ---- random_values.cpp
  Json RandomText();
  Json RandomNumber();
  Json RandomValue(int levels = 2);
  Json KeyValue(const std::string& type);
  Json RandomKey(const WatchedTable& table);
  Json RandomItem(const WatchedTable& table);
  std::string RandomPath(Placeholders& placeholders);
  std::string RandomCondition(Placeholders& placeholders, int levels = 2);
  std::string RandomUpdate(Placeholders& placeholders);
  std::string RandomProjection(Placeholders& placeholders);
  Json LegacyConditions(bool expected);

  // ---- item_requests.cpp
  const WatchedTable& PickTable();
  std::string NameOf(const WatchedTable& table);
  std::string ArnOf(const WatchedTable& table);
  GeneratedRequest PutItem();
  GeneratedRequest UpdateItem();
  GeneratedRequest KnownUpdate(const WatchedTable& table, const Json& key);
  GeneratedRequest DeleteItem();
  GeneratedRequest BatchWriteItem();
  GeneratedRequest TransactWriteItems();
  Json TransactWrite(const WatchedTable& table, const Json& key);
  // A condition of any kind; that the outcome is known is for one in two alone.
  void AddCondition(GeneratedRequest& request, const Json* item);
  void AddWriteReports(Json& body, bool is_update);

  // ---- read_requests.cpp
  GeneratedRequest GetItem();
  GeneratedRequest BatchGetItem();
  GeneratedRequest TransactGetItems();
  GeneratedRequest Query();
  GeneratedRequest Scan();
  GeneratedRequest StreamRequest();
  void AddProjection(Json& body);
  void AddFilter(Json& body, Placeholders& placeholders, const char* legacy_name);

  // ---- statement_requests.cpp
  GeneratedRequest ExecuteStatement();
  GeneratedRequest BatchExecuteStatement();
  GeneratedRequest ExecuteTransaction();
  Json Statement(const WatchedTable& table, bool writes);
  std::string StatementValue(const Json& value, Json& parameters);
  std::string KeyEquals(const WatchedTable& table, const Json& key, Json& parameters);

  // ---- table_requests.cpp
  GeneratedRequest CreateTable();
  GeneratedRequest UpdateTable();
  GeneratedRequest TableSetting();
  Json RandomIndex(Json& definitions);

  // ---- shape_requests.cpp: of any operation, from its declared shape alone
  GeneratedRequest ByShape();
  Json ValueByShape(const Shape& shape, const std::string& name);
  std::string TextByShape(const Shape& shape, const std::string& name);

  Random& random_;
  const WatchedTables& tables_;
  WireSession& session_;
  std::size_t serial_ = 0;  // makes names of placeholders and tables
};

}  // namespace tablerock
