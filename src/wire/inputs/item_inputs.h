// From a decoded and checked request to the input of an operation on items. Items are moved out of the document.
#pragma once

#include "operations/batch_get_item.h"
#include "operations/batch_write_item.h"
#include "operations/delete_item.h"
#include "operations/get_item.h"
#include "operations/put_item.h"
#include "operations/query.h"
#include "operations/scan.h"
#include "operations/transact_get_items.h"
#include "operations/transact_write_items.h"
#include "operations/update_item.h"
#include "wire/input_document.h"

namespace tablerock {

PutItemInput BindPutItem(const InputStructure& request);
GetItemInput BindGetItem(const InputStructure& request);
UpdateItemInput BindUpdateItem(const InputStructure& request);
DeleteItemInput BindDeleteItem(const InputStructure& request);
QueryInput BindQuery(const InputStructure& request);
ScanInput BindScan(const InputStructure& request);
BatchGetItemInput BindBatchGetItem(const InputStructure& request);
BatchWriteItemInput BindBatchWriteItem(const InputStructure& request);
TransactGetItemsInput BindTransactGetItems(const InputStructure& request);
TransactWriteItemsInput BindTransactWriteItems(const InputStructure& request);

}  // namespace tablerock
