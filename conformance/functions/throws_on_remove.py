"""A function with the mistake that a removal has a NewImage."""


def image_of(record):
    return record["dynamodb"]["NewImage"]


def lambda_handler(event, context):
    for record in event["Records"]:
        image_of(record)
