// Inputs of the PartiQL operations: ExecuteStatement, BatchExecuteStatement, ExecuteTransaction.
#include "wire/shapes/input_shapes.h"
#include "wire/shapes/shared_shapes.h"

namespace tablerock {
namespace {

constexpr Shape kPartiQLStatement = TextOf(1, 8192);

constexpr Shape kPreparedStatementParameters = ListOf(kAttributeValue, 1, kNoLimit);

constexpr Shape kPartiQLNextToken = TextOf(1, 32768);

constexpr Member kExecuteStatementMembers[] = {
    {"Statement", kPartiQLStatement, kRequired},
    {"Parameters", kPreparedStatementParameters},
    {"ConsistentRead", kBoolean},
    {"NextToken", kPartiQLNextToken},
    {"ReturnConsumedCapacity", kReturnConsumedCapacity},
    {"Limit", kPositiveIntegerObject},
    {"ReturnValuesOnConditionCheckFailure", kReturnValuesOnConditionCheckFailure},
};

constexpr Member kBatchStatementRequestMembers[] = {
    {"Statement", kPartiQLStatement, kRequired},
    {"Parameters", kPreparedStatementParameters},
    {"ConsistentRead", kBoolean},
    {"ReturnValuesOnConditionCheckFailure", kReturnValuesOnConditionCheckFailure},
};
constexpr Shape kBatchStatementRequest = StructureOf("BatchStatementRequest", kBatchStatementRequestMembers);

constexpr Shape kPartiQLBatchRequest = ListOf(kBatchStatementRequest, 1, 25);

constexpr Member kBatchExecuteStatementMembers[] = {
    {"Statements", kPartiQLBatchRequest, kRequired},
    {"ReturnConsumedCapacity", kReturnConsumedCapacity},
};

constexpr Member kParameterizedStatementMembers[] = {
    {"Statement", kPartiQLStatement, kRequired},
    {"Parameters", kPreparedStatementParameters},
    {"ReturnValuesOnConditionCheckFailure", kReturnValuesOnConditionCheckFailure},
};
constexpr Shape kParameterizedStatement = StructureOf("ParameterizedStatement", kParameterizedStatementMembers);

constexpr Shape kParameterizedStatements = ListOf(kParameterizedStatement, 1, 100);

constexpr Member kExecuteTransactionMembers[] = {
    {"TransactStatements", kParameterizedStatements, kRequired},
    {"ClientRequestToken", kClientRequestToken},
    {"ReturnConsumedCapacity", kReturnConsumedCapacity},
};

}  // namespace

constinit const InputShape kExecuteStatementInput{"ExecuteStatement",
                                                  StructureOf("ExecuteStatementInput", kExecuteStatementMembers)};
constinit const InputShape kBatchExecuteStatementInput{
    "BatchExecuteStatement", StructureOf("BatchExecuteStatementInput", kBatchExecuteStatementMembers)};
constinit const InputShape kExecuteTransactionInput{"ExecuteTransaction",
                                                    StructureOf("ExecuteTransactionInput", kExecuteTransactionMembers)};

}  // namespace tablerock
