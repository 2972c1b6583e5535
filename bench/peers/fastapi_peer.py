"""The list of enterprises by FastAPI and SQLAlchemy on SQLite, as one would write it.

Started by server.py: `uvicorn fastapi_peer:app`, with the database's path in PEER_DATABASE.
"""

import os
from typing import Annotated

from fastapi import Cookie, Depends, FastAPI, HTTPException
from pydantic import BaseModel, ConfigDict
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

engine = create_engine(
    f"sqlite:///{os.environ['PEER_DATABASE']}",
    connect_args={"check_same_thread": False},
    pool_size=40,
)
app = FastAPI()


class Base(DeclarativeBase):
    pass


class Enterprise(Base):
    __tablename__ = "enterprise"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str | None]
    name: Mapped[str]
    park: Mapped[str | None]
    revenue: Mapped[int | None]
    staff: Mapped[int | None]
    research: Mapped[int | None]


class SignedIn(Base):
    __tablename__ = "session"
    token: Mapped[str] = mapped_column(primary_key=True)
    park: Mapped[str]


class Item(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: int
    code: str | None
    name: str
    revenue: int | None
    staff: int | None
    research: int | None


class Listed(BaseModel):
    items: list[Item]
    total: int
    unknown: int


def database():
    with Session(engine) as session:
        yield session


Database = Annotated[Session, Depends(database)]


def signed_in(db: Database, token: Annotated[str | None, Cookie()] = None) -> SignedIn:
    found = db.get(SignedIn, token) if token else None
    if found is None:
        raise HTTPException(401)
    return found


ORDERS = {
    "staff": [Enterprise.staff.is_(None), Enterprise.staff.desc(), Enterprise.id],
    "revenue": [Enterprise.revenue, Enterprise.id],
    "name": [Enterprise.name, Enterprise.id],
}


@app.get("/healthz")
def healthz():
    return "ok"


@app.get("/enterprises")
def enterprises(
    db: Database,
    who: Annotated[SignedIn, Depends(signed_in)],
    least: int,
    sort: str,
    offset: int,
    limit: int,
) -> Listed:
    own = Enterprise.park == who.park
    fits = own & (Enterprise.revenue >= least)
    chosen = select(Enterprise).where(fits).order_by(*ORDERS[sort]).offset(offset).limit(limit)
    return Listed(
        items=[Item.model_validate(one) for one in db.scalars(chosen)],
        total=db.scalar(select(func.count()).select_from(Enterprise).where(fits)),
        unknown=db.scalar(
            select(func.count()).select_from(Enterprise).where(own & Enterprise.revenue.is_(None))
        ),
    )
