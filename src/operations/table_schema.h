// Attribute definitions, key schemas and projections of CreateTable and UpdateTable: checked as the service does, with
// its texts, and turned into the model. behaviours.md rows 57 and 58.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "model/table_description.h"
#include "operations/table_inputs.h"

namespace tablerock {

// Error: "Attribute Name is duplicated: NAME".
Result<std::vector<KeyAttribute>> ParseAttributeDefinitions(std::span<const AttributeDefinitionInput> definitions);

// One partition key attribute and none or one sort key attribute. Errors: too many elements, an attribute without
// definition, one name twice, the wrong key types.
Result<KeySchema> ParseTableKeySchema(std::span<const KeySchemaElementInput> elements,
                                      std::span<const KeyAttribute> definitions);
// As a table's. `position`, from 1, is the index's among the LocalSecondaryIndexes.
Result<KeySchema> ParseLocalIndexKeySchema(std::span<const KeySchemaElementInput> elements,
                                           std::span<const KeyAttribute> definitions, std::size_t position);
// 1 to 4 partition key attributes, then 0 to 4 sort key attributes.
Result<KeySchema> ParseGlobalIndexKeySchema(std::span<const KeySchemaElementInput> elements,
                                            std::span<const KeyAttribute> definitions);

// Error: some definition belongs to no key of the table or its indexes.
Result<void> CheckDefinitionsAreUsed(const TableDescription& table);

Result<Projection> ParseProjection(const ProjectionInput& input);

// What a local index must have beside a key schema of its own. Errors: the table has no sort key; the index has none or
// another partition key.
Result<void> CheckLocalIndexKeys(const KeySchema& table_keys, std::string_view index_name, const KeySchema& index_keys);

// Over all indexes of a table. Errors: a name twice, too many indexes, too many projected attributes.
Result<void> CheckIndexesTogether(const TableDescription& table);

}  // namespace tablerock
