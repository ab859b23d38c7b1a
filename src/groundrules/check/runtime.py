"""The names that compiled conditions call: these operations and no builtins."""

from __future__ import annotations

from groundrules.check import operation

RUNTIME: dict[str, object] = {
    "__builtins__": {},
    "_read": operation.read,
    "_attribute": operation.attribute,
    "_item": operation.item,
    "_elements": operation.elements,
    "_length": operation.length,
    "_contains": operation.contains,
    "_less": operation.less,
    "_at_most": operation.at_most,
    "_add": operation.add,
    "_subtract": operation.subtract,
    "_multiply": operation.multiply,
    "_divide": operation.divide,
    "_negative": operation.negative,
    "_rounded": operation.rounded,
    "_smallest": operation.smallest,
    "_largest": operation.largest,
    "_any": any,
    "_all": all,
    "_len": len,
}
